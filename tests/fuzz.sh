#!/bin/sh
# fuzz.sh - links each fuzz target with everything but main and runs it.
# usage: tests/fuzz.sh BUILD SECONDS TARGET.c...
# A target that has tests/fuzz/NAME/ starts from the files there; what it finds
# stays in BUILD/fuzz/NAME.
set -eu
build=$1 seconds=$2
shift 2
libs=$(pkg-config --libs libcurl libcjson sqlite3 libpcre2-8 libuv libmicrohttpd inih libutf8proc libsodium \
	libturbojpeg libpng libwebp libseccomp)
for target; do
	name=$(basename "$target" .c)
	mkdir -p "$build/fuzz/$name"
	# shellcheck disable=SC2046,SC2086  # words on purpose
	clang -std=gnu17 -D_GNU_SOURCE -O1 -g -I. -I"$build/generated" -fsanitize=fuzzer,address,undefined \
		$(pkg-config --cflags libcjson) -o "$build/fuzz_$name" "$target" "$build/lib.a" $libs -lcsv -lm
	seeds=
	[ -d "tests/fuzz/$name" ] && seeds="tests/fuzz/$name"
	echo "# $name, $seconds s"
	# shellcheck disable=SC2086
	"$build/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix="$build/fuzz/$name-" "$build/fuzz/$name" $seeds 2>"$build/fuzz/$name.log" || {
		tail -n 40 "$build/fuzz/$name.log"
		exit 1
	}
	grep -E 'stat::number_of_executed_units|stat::new_units_added' "$build/fuzz/$name.log"
done
