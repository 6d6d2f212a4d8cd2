/* mask.h - words of people that staff will read without knowing whose they are. */
#ifndef STORE_MESSAGES_MASK_H
#define STORE_MESSAGES_MASK_H

#include "bot/base/arena.h"
#include "bot/base/str.h"

/* At most 200 characters, numbers of four digits and more made of stars. */
struct str masked(struct str, struct arena *);

#endif
