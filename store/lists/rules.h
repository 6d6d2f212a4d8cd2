/* rules.h - what the rules of an import ask; for import_rules*.c only. */
#ifndef STORE_LISTS_RULES_H
#define STORE_LISTS_RULES_H

#include "store/lists/internal.h"

/* A cell by the name of its column: merged, in the row's file. */
struct str rule_cell(const struct file *, const struct row *, const char *column);
bool rule_given(const struct file *, const struct row *, const char *column);

/* A column of the row with this (single) key, from the import's file or, when
 * that has no such row, from the database. Absent when empty, bad or unknown. */
struct str rule_of(struct import *, enum kind_id, struct str key, const char *column);

/* Is there a row with the key cells of `cells`, in the file or stored? */
bool rule_exists(struct import *, enum kind_id, const struct str *cells);

/* rules_work.c: rules of one row. */
import_each rule_visit, rule_duty, rule_task, rule_driver, rule_ride, rule_entry;

/* rules_all.c: the rules between rows. */
void import_check_all(struct import *);

#endif
