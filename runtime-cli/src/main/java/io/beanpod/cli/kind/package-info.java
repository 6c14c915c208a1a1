/**
 * How the kinds other than pods look to people: their columns of {@code get} and the text of {@code
 * describe}, a class for each.
 */
package io.beanpod.cli.kind;
