/* address.h - is this an address of the public internet? What somebody else
 * names is never fetched from this machine or from the networks behind it. */
#ifndef BOT_HTTP_ADDRESS_H
#define BOT_HTTP_ADDRESS_H

#include <stdbool.h>

struct sockaddr;

/* True for global unicast addresses, IPv4 and IPv6. False for loopback, private,
 * shared (carrier NAT), link-local, multicast, documentation, benchmark and all
 * other special ones (the IANA special-purpose registries), for IPv6 addresses
 * that lead to such an IPv4 address, and for other families. */
bool address_is_public(const struct sockaddr *);

#endif
