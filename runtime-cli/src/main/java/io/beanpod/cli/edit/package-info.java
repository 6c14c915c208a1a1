/** A pod in the user's editor: which editor, the file it gets, and how often. */
package io.beanpod.cli.edit;
