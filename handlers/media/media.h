/* media.h - photos and voices that come without a word. */
#ifndef HANDLERS_MEDIA_MEDIA_H
#define HANDLERS_MEDIA_MEDIA_H

#include "handlers/turn/turn.h"

/* A photo waits for its sender to say what it is about. */
bool photo_alone(struct turn *);
/* A voice message that nobody wrote down: a case of its own / while a form is open: kept for
 * the case, and said so. */
bool voice_alone(struct turn *);
bool voice_in_form(struct turn *);

#endif
