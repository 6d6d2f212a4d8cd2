# Xiaodeng: `make help` lists what can be made. `make deps run` is enough on a
# bare Debian 12; `make deps test` proves it there.
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
CC := $(if $(filter default,$(origin CC)),gcc,$(CC))
B := build
PREFIX ?= /usr/local
DATADIR := $(PREFIX)/share/xiaodeng

PKGS := libcurl libcjson sqlite3 libpcre2-8 libuv libmicrohttpd inih libutf8proc libsodium \
	libturbojpeg libpng libwebp libseccomp libqrencode xlsxwriter libical
WARN := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wformat=2 -Wvla
OPT ?= -O2 -g
ALL_CFLAGS = -std=gnu17 -D_GNU_SOURCE -I. -I$(B)/generated $(OPT) $(WARN) $(DEFS) $(PKG_CFLAGS) $(CFLAGS)
ALL_LDLIBS = $(PKG_LIBS) -lcsv -lm $(LDLIBS)

# Asked of pkg-config only when something is really built.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)

SRC := $(sort $(shell find bot handlers dialogs store -name '*.c'))
# Made from the description of the data (store/schema/README.md).
SCHEMA := $(B)/generated/store/schema
OBJ := $(SRC:%.c=$(B)/%.o) $(SCHEMA)/tables.o $(SCHEMA)/words.o
LIB := $(filter-out $(B)/bot/main.o,$(OBJ))
UNIT := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/unit/*/test_*.c)))
PEERS := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/peers/*.c)))
BENCH := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/bench/*.c)))
FUZZ := $(sort $(wildcard tests/fuzz/*.c))

# Short lines; `make V=1` shows the commands.
Q := $(if $(V),,@)

##@ Making
.PHONY: all
all: $(B)/xiaodeng ## build/xiaodeng (the default)

$(B)/xiaodeng: $(OBJ)
	@echo '  link $@'
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDLIBS)

$(SCHEMA)/made: store/schema/generate $(wildcard store/schema/*.schema store/schema/steps/*.sql)
	@echo '  make $(SCHEMA)'
	$(Q)/usr/bin/python3 store/schema/generate $(SCHEMA)
	@touch $@

$(SCHEMA)/%.c $(SCHEMA)/%.h: $(SCHEMA)/made ;

$(SCHEMA)/%.o: $(SCHEMA)/%.c
	@echo '  cc   $<'
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# A file that is embedded (bot/base/embed.h) counts as a source of its object.
$(B)/%.o: %.c | $(SCHEMA)/made
	@mkdir -p $(@D)
	@echo '  cc   $<'
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
	@sed -n 's|^EMBED([^,]*, *"\([^"]*\)").*|$@: \1\n\1:|p' $< >>$(@:.o=.d)

# The installed program finds its packs and sample city there.
$(B)/bot/config/config.o: DEFS := -DDATADIR='"$(DATADIR)"'
$(B)/bot/config/config.o: $(B)/datadir
$(B)/datadir: FORCE
	@mkdir -p $(@D)
	@echo '$(DATADIR)' | cmp -s - $@ || echo '$(DATADIR)' >$@

$(B)/tests/unit/%: $(B)/tests/unit/%.o $(LIB)
	@echo '  link $@'
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDLIBS) -lcmocka

$(B)/tests/bench/%: $(B)/tests/bench/%.o $(LIB)
	@echo '  link $@'
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDLIBS)

$(B)/tests/peers/%: $(B)/tests/peers/%.o $(LIB)
	@echo '  link $@'
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDLIBS)

-include $(OBJ:.o=.d) $(UNIT:=.d) $(BENCH:=.d) $(PEERS:=.d)

# Keep the objects of tests between runs.
.SECONDARY:

.PHONY: clean FORCE
clean: ## takes the build folders away
	rm -rf build build-asan build-coverage build-fuzz

##@ Running
.PHONY: run install
run: $(B)/xiaodeng ## serves the sample city (SAMPLE=year: a year of it); prints the address of the chat room
	@test -e config.ini || cp config.example.ini config.ini
	$(B)/xiaodeng run --sample$(if $(SAMPLE),=$(SAMPLE))

install: $(B)/xiaodeng ## to PREFIX (/usr/local), below DESTDIR
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(DATADIR)/store $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/doc/xiaodeng $(DESTDIR)$(PREFIX)/lib/systemd/system
	install -m 755 $(B)/xiaodeng $(DESTDIR)$(PREFIX)/bin/
	for p in $(shell find dialogs -name '*.ini'); do \
		install -D -m 644 $$p $(DESTDIR)$(DATADIR)/$$p || exit 1; \
	done
	install -d $(DESTDIR)$(DATADIR)/store/sample
	install -m 644 store/sample/*.* $(DESTDIR)$(DATADIR)/store/sample/
	install -d $(DESTDIR)$(DATADIR)/store/sample/year
	install -m 644 store/sample/year/*.* $(DESTDIR)$(DATADIR)/store/sample/year/
	install -m 644 docs/xiaodeng.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 README.md README.zh-CN.md LICENSE config.example.ini $(DESTDIR)$(PREFIX)/share/doc/xiaodeng/
	for u in docs/systemd/*; do \
		sed 's|/usr/local|$(PREFIX)|g' $$u >$(DESTDIR)$(PREFIX)/lib/systemd/system/$${u##*/} || exit 1; \
	done

##@ Testing
.PHONY: unit test test-long test-peers asan fuzz bench coverage
unit: $(UNIT)

# The runner counts TAP lines and ends with "N passed, N failed".
test: $(B)/xiaodeng $(UNIT) ## all tests, offline, a few minutes
	tests/run $(B)

test-long: $(B)/xiaodeng $(UNIT) ## the same with thousands of kills and floods: TEST_LONG=1
	TEST_LONG=1 tests/run $(B)

test-peers: deps-peers $(B)/xiaodeng $(PEERS) $(B)/peers/installed ## against programs that others wrote; fetches them (npm)
	tests/run --peers $(B)

# Pinned in tests/peers/package.json, and nowhere but in the build folder.
$(B)/peers/installed: tests/peers/package.json
	@command -v npm >/dev/null || { echo 'make test-peers: needs node and npm (Debian: nodejs npm)' >&2; exit 1; }
	@mkdir -p $(@D)
	cp $< $(@D)/
	npm install --prefix $(@D) --no-package-lock --no-audit --no-fund --loglevel=error
	@touch $@

# Instrumented code makes the compiler guess wrongly: warnings are the plain builds' business.
asan: ## all tests with AddressSanitizer and UndefinedBehaviorSanitizer
	$(MAKE) B=build-asan OPT='-O1 -g -fno-omit-frame-pointer' \
		CFLAGS='-fsanitize=address,undefined -fno-sanitize-recover=undefined -w' build-asan/xiaodeng unit
	TEST_SECONDS=1800 ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 tests/run build-asan

FUZZ_SECONDS ?= 60
fuzz: ## each tests/fuzz/*.c under libFuzzer for FUZZ_SECONDS (60); needs `make deps-check`
	@test -n '$(FUZZ)' || { echo 'make fuzz: there is no tests/fuzz/*.c yet' >&2; exit 1; }
	$(MAKE) B=build-fuzz CC=clang OPT='-O1 -g' CFLAGS='-fsanitize=fuzzer-no-link,address,undefined' build-fuzz/lib
	tests/fuzz.sh build-fuzz $(FUZZ_SECONDS) $(FUZZ)

# Only for `make fuzz`: everything but main, linked by the script with each target.
.PHONY: $(B)/lib
$(B)/lib: $(LIB)
	@rm -f $@.a # members of one name: added, never replaced
	$(Q)ar qcs $@.a $^

bench: $(B)/xiaodeng $(BENCH) ## speed and memory; figures go to docs/performance.md
	tests/bench/run $(B)

coverage: ## how much of each file the tests reach
	$(MAKE) B=build-coverage OPT='-O0 -g' CFLAGS='--coverage -w' build-coverage/xiaodeng unit
	find build-coverage -name '*.gcda' -delete
	tests/run build-coverage
	tests/coverage build-coverage

##@ Checking
.PHONY: check format
check: deps-check $(B)/xiaodeng ## format, lint, layering, configuration example, documents
	tests/check/all $(B)

.PHONY: tour
tour: $(B)/xiaodeng ## prints docs/tour.md anew from its stories
	tests/tour --write $(B)/xiaodeng

format: deps-check ## rewrites the C files as .clang-format says
	tests/check/files | xargs clang-format -i

##@ What Debian gives
# Only what is missing is installed; nothing is asked when all is there.
DEPS := gcc libc6-dev make pkg-config python3 tzdata ca-certificates libuv1-dev libmicrohttpd-dev libcurl4-openssl-dev \
	libcjson-dev libsqlite3-dev libpcre2-dev libinih-dev libutf8proc-dev libsodium-dev libcsv-dev libcmocka-dev \
	libturbojpeg0-dev libpng-dev libwebp-dev libseccomp-dev libqrencode-dev \
	libxlsxwriter-dev libical-dev
DEPS_CHECK := clang clang-format clang-tidy libclang-rt-14-dev mandoc
DEPS_PEERS := zbar-tools librsvg2-bin default-jre-headless chromium

.PHONY: deps deps-check deps-peers
deps: ## what building, running and testing need (as root or with sudo)
	@tests/check/debian $(DEPS)

deps-check: ## what `make check`, `make format` and `make fuzz` need on top
	@tests/check/debian $(DEPS_CHECK)

deps-peers: ## what `make test-peers` needs on top
	@tests/check/debian $(DEPS_PEERS)

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
