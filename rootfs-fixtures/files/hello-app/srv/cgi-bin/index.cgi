#!/bin/sh
# What httpd runs for the path /.
echo "$(date '+%Y/%m/%d %H:%M:%S') Serving request: /" >&2
printf 'Content-Type: text/plain; charset=utf-8\r\n\r\n'
printf 'Hello, world!\nVersion: 1.0.0\nHostname: %s\n' "$(hostname)"
