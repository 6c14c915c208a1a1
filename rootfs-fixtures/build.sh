#!/bin/sh
# Makes the images of the demo, the labs and the tests from Debian packages, with no registry and nothing installed:
#   target/rootfs/{busybox,nginx,redis,hello-app}   root directories
#   target/images/{busybox,nginx,redis,hello-app}   OCI image layouts for `beanpod image import`; all share the
#                                                   busybox layer
# Does nothing when neither these scripts nor the files beside them changed since.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
. "$top/build/lib.sh"
. "$here/packages.sh"
. "$here/rootfs.sh"
. "$here/oci.sh"
cd "$here"

fingerprint=$(find ./*.sh files -type f | sort | tr '\n' '\0' | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
[ "$(cat target/.built-from 2>/dev/null || :)" != "$fingerprint" ] || exit 0

command -v apt-get >/dev/null 2>&1 && command -v dpkg >/dev/null 2>&1 || die "the images are made from Debian packages, and apt-get or dpkg is not here.
  Import other images instead, for example:  skopeo copy docker://nginx:alpine oci:nginx && beanpod image import --tag nginx:alpine nginx"
say "making the images of busybox, nginx, redis and hello-app"
umask 022
rm -rf target/rootfs target/images target/layers target/packages target/.built-from
mkdir -p target/debs target/packages target/layers target/images target/rootfs

unpack_packages busybox busybox-static
unpack_packages nginx nginx-light
unpack_packages redis redis-server

busybox_layer target/layers/busybox
nginx_layer target/layers/nginx
redis_layer target/layers/redis
hello_app_layer target/layers/hello-app
for image in busybox nginx redis hello-app; do
  cp -a target/layers/busybox "target/rootfs/$image"
  [ "$image" = busybox ] || cp -a "target/layers/$image/." "target/rootfs/$image/"
done

write_image busybox busybox:latest '"Cmd":["sh"]' busybox
write_image nginx nginx:alpine '"Entrypoint":["/docker-entrypoint.sh"],"Cmd":["nginx","-g","daemon off;"],"ExposedPorts":{"80/tcp":{}},"StopSignal":"SIGQUIT"' busybox nginx
write_image redis redis:alpine '"Entrypoint":["docker-entrypoint.sh"],"Cmd":["redis-server"],"ExposedPorts":{"6379/tcp":{}},"WorkingDir":"/data","Volumes":{"/data":{}}' busybox redis
write_image hello-app gcr.io/google-samples/hello-app:1.0 '"Entrypoint":["/hello-app"],"ExposedPorts":{"8080/tcp":{}}' busybox hello-app

rm -rf target/packages target/layers
printf '%s\n' "$fingerprint" >target/.built-from
say "images are in rootfs-fixtures/target/images"
