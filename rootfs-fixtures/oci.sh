# OCI image layouts with sh, tar, gzip and sha256sum; sourced by build.sh, in whose directory it works.
# Reproducible: order, owners and times are fixed, so the same packages give the same digests.
# Formats: https://github.com/opencontainers/image-spec (layer.md, config.md, manifest.md, image-layout.md)

created=2026-01-01T00:00:00Z

sha256() { sha256sum "$1" | cut -d' ' -f1; }

# add_blob FILE LAYOUT: moves the file into the layout's blobs and sets blob_digest and blob_size.
add_blob() {
  blob_digest=$(sha256 "$1")
  blob_size=$(wc -c <"$1" | tr -d ' ')
  mv "$1" "$2/blobs/sha256/$blob_digest"
}

# layer_tar NAME: target/layers/NAME.tar.gz and its uncompressed digest in NAME.diff, once however many images use it.
layer_tar() {
  [ ! -e "target/layers/$1.tar.gz" ] || return 0
  tar -C "target/layers/$1" --format=ustar --sort=name --owner=0 --group=0 --numeric-owner --mtime="$created" \
    -cf "target/layers/$1.tar" .
  sha256 "target/layers/$1.tar" >"target/layers/$1.diff"
  gzip -n "target/layers/$1.tar"
}

# write_image NAME REFERENCE CONFIG LAYER...: target/images/NAME; CONFIG is the inside of the config's "config" object.
write_image() {
  name=$1 reference=$2 config=$3
  shift 3
  layout=target/images/$name
  mkdir -p "$layout/blobs/sha256"
  diffs='' history='' layers=''
  for layer in "$@"; do
    layer_tar "$layer"
    cp "target/layers/$layer.tar.gz" target/blob
    add_blob target/blob "$layout"
    diffs="$diffs,\"sha256:$(cat "target/layers/$layer.diff")\""
    history="$history,{\"created\":\"$created\",\"created_by\":\"rootfs-fixtures: $layer\"}"
    layers="$layers,$(descriptor application/vnd.oci.image.layer.v1.tar+gzip)"
  done

  env='"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]'
  printf '{"created":"%s","architecture":"%s","os":"linux","config":{%s,%s},"rootfs":{"type":"layers","diff_ids":[%s]},"history":[%s]}' \
    "$created" "$(dpkg --print-architecture)" "$env" "$config" "${diffs#,}" "${history#,}" >target/blob
  add_blob target/blob "$layout"

  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}' \
    "$(descriptor application/vnd.oci.image.config.v1+json)" "${layers#,}" >target/blob
  add_blob target/blob "$layout"

  manifest=$(descriptor application/vnd.oci.image.manifest.v1+json)
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s,"annotations":{"org.opencontainers.image.ref.name":"%s"}}]}\n' \
    "${manifest%\}}" "$reference" >"$layout/index.json"
  printf '{"imageLayoutVersion":"1.0.0"}\n' >"$layout/oci-layout"
}

# descriptor MEDIATYPE: of the blob that add_blob added last.
descriptor() { printf '{"mediaType":"%s","digest":"sha256:%s","size":%s}' "$1" "$blob_digest" "$blob_size"; }
