/* test_petrarch - dictionaries of PETRARCH become rows; what is not taken is told with
 * its line. */
#include <stdio.h>
#include <string.h>

#include "import/petrarch.h"
#include "unit.h"

typedef struct telling {
    char text[2000];
} telling;

static void tell(void *user, const char *file, uint32_t line, const char *why)
{
    telling *t = user;
    size_t n = strlen(t->text);
    snprintf(t->text + n, sizeof t->text - n, "%s:%u: %s\n", file, line, why);
}

static bool has(dl_slice table, const char *row)
{
    return dl_slice_find(table, dl_slice_str(row), 0) != SIZE_MAX;
}

static void test_actors(void **state)
{
    (void)state;
    telling t = { "" };
    dl_petrarch *p = dl_petrarch_new(NULL, tell, &t);
    dl_slice text = DL_S("<!-- a comment\nover lines -->\nGONDOR [GON] # a land\n+MINAS_TIRITH\n"
                         "GOLLUM\n\t[HOBREB < 950601]\n\t[HOB]\nISILDUR [+++]\n");
    assert_true(dl_petrarch_read(p, "/x/My.actors.txt", text));
    dl_slice table = dl_petrarch_table(p, DL_PETRARCH_ACTORS);
    assert_true(has(table, "Gondor\tGONDOR\tNORP\tGON\tGON\t\tMy.actors.txt:3\n"));
    assert_true(has(table, "Minas Tirith\t\tORG\tGON\tGON\t\tMy.actors.txt:4\n"));
    assert_true(has(table, "Gollum\tGOLLUM\tNORP\t\tHOBREB@..1995-06-01;HOB\t\t"));
    assert_false(has(table, "Isildur"));
    assert_true(strstr(t.text, "My.actors.txt:8: no actor code") != NULL);
    assert_int_equal(dl_petrarch_counted(p).lines, 6);
    assert_int_equal(dl_petrarch_counted(p).rows, 3);
    dl_petrarch_free(p);
}

static void test_agents(void **state)
{
    (void)state;
    telling t = { "" };
    dl_petrarch *p = dl_petrarch_new(NULL, tell, &t);
    dl_slice text = DL_S("!PERSON! = MAN, MEN\nPOLICE {} [~COP]\nCONGRESS!PERSON! {} [~LEG]\n"
                         "NOTHING\n");
    assert_true(dl_petrarch_read(p, "agents.txt", text));
    dl_slice table = dl_petrarch_table(p, DL_PETRARCH_ROLES);
    assert_true(has(table, "police\tgroup\tCOP\t"));
    assert_true(has(table, "congressman\t") && has(table, "congressmen\t"));
    assert_string_equal(t.text, "agents.txt:4: no code\n");
    dl_petrarch_free(p);
}

static void test_verbs(void **state)
{
    (void)state;
    telling t = { "" };
    dl_petrarch *p = dl_petrarch_new(NULL, tell, &t);
    dl_slice text = DL_S("&AID\n+MONEY\n+CHEAP LOANS\n--- ASK [020] ---\nASK {ASKT}\n"
                         "+CALL_FOR [023:024]\n- NOT * FOR &AID [120]\n- * FOR &NONE [1]\n"
                         "~ a (b . ATTACK) SAY = a b 112\n");
    assert_true(dl_petrarch_read(p, "verbs.txt", text));
    dl_slice table = dl_petrarch_table(p, DL_PETRARCH_VERBS);
    assert_true(has(table, "ask\tsides fixed verbal\t"));
    assert_true(has(table, "\tREQUEST\t\t020\t\tverbs.txt:5\n"));
    assert_true(has(table, "call\tsides fixed verbal after=for\t"));
    assert_true(has(table, "\t023:024\t"));
    assert_true(
        has(table, "ask\tsides fixed verbal after=for after=money|cheap_loans before=not\t"));
    assert_true(has(dl_petrarch_table(p, DL_PETRARCH_FORMS), "askt\task\tverbs.txt:5\n"));
    assert_true(strstr(t.text, "verbs.txt:8: no synset") != NULL);
    assert_true(strstr(t.text, "verbs.txt:9: a transform") != NULL);
    dl_petrarch_free(p);
}

static void test_kinds(void **state)
{
    (void)state;
    telling t = { "" };
    dl_petrarch *p = dl_petrarch_new(NULL, tell, &t);
    assert_false(dl_petrarch_read(p, "notes.txt", DL_S("A [B]\n")));
    assert_true(dl_petrarch_read(p, "discards.txt", DL_S("# none\nBASEBALL\n")));
    assert_string_equal(
        t.text, "discards.txt:2: a discard: reports are told apart by their own tables here\n");
    dl_petrarch_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_actors),
        cmocka_unit_test(test_agents), cmocka_unit_test(test_verbs), cmocka_unit_test(test_kinds) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
