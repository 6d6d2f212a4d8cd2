/* alert.h - who was alerted of a danger, step by step. */
#ifndef STORE_CASE_ALERT_H
#define STORE_CASE_ALERT_H

#include "store/case/case.h"

/* One row a person: a later step replaces the earlier one. */
void case_alerted(struct db *, int64_t number, int64_t person, int step, ms_t now);
int case_alert_step(struct db *, int64_t number); /* the last one; -1: none yet */
size_t case_alert_people(struct db *, int64_t number, int64_t *out, size_t n);
bool case_was_alerted(struct db *, int64_t number, int64_t person);
/* A live case of danger by anybody, of this kind of danger, filed since; newest first. */
size_t case_dangers(struct db *, const char *danger, ms_t since, int64_t *out, size_t n);

#endif
