/* darkroom_internal.h - what the two sides of the darkroom agree on. */
#ifndef BOT_PICTURE_DARKROOM_INTERNAL_H
#define BOT_PICTURE_DARKROOM_INTERNAL_H

#include <stdbool.h>

/* The one argument of the process. */
#define DARKROOM_WORD "--darkroom"

/* How it ends: 0, and the JPEG was written; or one of these, and nothing was. */
enum { DARKROOM_UNREADABLE = 10, DARKROOM_TOO_LARGE, DARKROOM_NO_MEMORY, DARKROOM_UNCONFINED, DARKROOM_BROKEN_PIPE };

/* No more files, sockets, processes or code for this process from now on, and
 * little time and memory. False: the system does not allow that. */
bool darkroom_lock_in(void);

/* AddressSanitizer needs more than these walls let through: only time is limited. */
#if defined(__SANITIZE_ADDRESS__)
#define DARKROOM_OPEN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DARKROOM_OPEN 1
#endif
#endif
#ifndef DARKROOM_OPEN
#define DARKROOM_OPEN 0
#endif

#endif
