/* pref.h - "send me no notices": what is switched off is asked for when it is not clear. */
#ifndef HANDLERS_PRIVACY_PREF_H
#define HANDLERS_PRIVACY_PREF_H

#include "handlers/turn/turn.h"

/* For "退订", "TD": words that stop something and do not say what. True: he gets
 * several things unasked and was asked which to stop; there is no more to do. */
bool pref_ask_which(struct turn *);

#endif
