#!/bin/sh
# Removes what the other scripts made; needs no JDK and no Maven.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
rm -rf dist target ./*/target
