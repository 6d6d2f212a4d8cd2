/* embed.h - a file of the source tree inside the program.
 *
 *	EMBED(room_css, "bot/web/room/room.css");
 *
 * defines `const char room_css[]`, ending in a NUL, and
 * `const char room_css_end[]` (the address of that NUL). The path is
 * relative to the folder where the compiler runs, the top of the tree. */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

/* clang-format off */
#define EMBED(name, file)                                   \
	__asm__(".section .rodata\n"                        \
		".global " #name "\n"                       \
		".global " #name "_end\n"                   \
		#name ":\n"                                 \
		".incbin \"" file "\"\n"                    \
		#name "_end:\n"                             \
		".byte 0\n"                                 \
		".text\n");                                 \
	extern const char name[];                           \
	extern const char name##_end[]
/* clang-format on */

#endif
