/**
 * Images: read from archives and directories, verified, kept as a standard OCI image layout, and
 * unpacked once per layer into overlay lower directories that all containers share.
 *
 * <p>{@link io.beanpod.image.ImageStore} is the door. Below it, {@code TarReader} and {@code
 * LayerUnpacker} treat every archive as hostile: nothing of it is written except through a
 * descriptor of the layer's own directory.
 *
 * @see <a href="https://github.com/opencontainers/image-spec">OCI image specification</a>
 */
package io.beanpod.image;
