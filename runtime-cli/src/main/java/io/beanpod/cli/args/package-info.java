/**
 * From words to arguments. A command declares its flags once, as data ({@link
 * io.beanpod.cli.args.Definition}), and two parsers read them:
 *
 * <ul>
 *   <li>{@link io.beanpod.cli.args.QuickParser} takes what is well-formed, in a millisecond;
 *   <li>{@link io.beanpod.cli.args.FullParser} hands everything else to picocli: help, mistakes and
 *       suggestions.
 * </ul>
 *
 * <p>Why two: picocli takes 75 ms of start-up to parse one command line, even with the options
 * built by hand and an AOT cache (measured on JDK 25: 107 ms, or 154 ms with annotations, against
 * 33 ms for a program without it). A test holds the two to the same results.
 */
package io.beanpod.cli.args;
