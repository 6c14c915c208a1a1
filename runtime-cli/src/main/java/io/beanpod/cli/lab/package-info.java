/**
 * The labs: experiments with real pods that show, in plain words and real files, how the kernel
 * makes a pod. A lab tells what it does through a {@link io.beanpod.cli.lab.Narrator}, so that each
 * step can be repeated by hand; its {@link io.beanpod.cli.lab.Stage} launches its pods and removes
 * them again. Plots are values ({@link io.beanpod.cli.lab.Plot}) that a terminal and SVG render.
 */
package io.beanpod.cli.lab;
