/* row - one row that the library tells: a column by its name. */
#include "cli.h"

size_t cli_column(const dateline_row *row, dl_slice name)
{
    size_t i = 0;
    while (i < row->columns && !dl_slice_is(name, row->name[i])) i++;
    return i;
}

const char *cli_value(const dateline_row *row, const char *name)
{
    size_t i = cli_column(row, dl_slice_str(name));
    return i < row->columns && row->cell[i].text ? row->cell[i].text : "";
}
