/* functions.h - the SQL functions that db.h promises. For open.c only. */
#ifndef STORE_DB_FUNCTIONS_H
#define STORE_DB_FUNCTIONS_H

#include "store/db/seal.h"

struct sqlite3;

void db_functions(struct sqlite3 *, const struct keys *);

#endif
