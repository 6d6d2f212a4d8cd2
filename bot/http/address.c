/* address.c - the IANA special-purpose address registries as tables. */
#include "bot/http/address.h"

#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

struct net {
	uint8_t address[16];
	int bits;
};

static const struct net special4[] = {
	{ { 0 }, 8 },		  /* "this network" */
	{ { 10 }, 8 },		  /* private */
	{ { 100, 64 }, 10 },	  /* carrier NAT */
	{ { 127 }, 8 },		  /* loopback */
	{ { 169, 254 }, 16 },	  /* link-local; also where clouds tell machines their secrets */
	{ { 172, 16 }, 12 },	  /* private */
	{ { 192, 0, 0 }, 24 },	  /* protocol assignments */
	{ { 192, 0, 2 }, 24 },	  /* documentation */
	{ { 192, 31, 196 }, 24 }, /* AS112 */
	{ { 192, 52, 193 }, 24 }, /* AMT */
	{ { 192, 88, 99 }, 24 },  /* 6to4 relays */
	{ { 192, 168 }, 16 },	  /* private */
	{ { 192, 175, 48 }, 24 }, /* AS112 */
	{ { 198, 18 }, 15 },	  /* benchmarks */
	{ { 198, 51, 100 }, 24 }, /* documentation */
	{ { 203, 0, 113 }, 24 },  /* documentation */
	{ { 224 }, 4 },		  /* multicast */
	{ { 240 }, 4 },		  /* reserved, broadcast */
};

/* Within 2000::/3; whatever is outside is special anyhow. */
static const struct net special6[] = {
	{ { 0x20, 0x01 }, 23 },			  /* protocol assignments: Teredo, ORCHID, … */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32 },	  /* documentation */
	{ { 0x20, 0x02 }, 16 },			  /* 6to4: an IPv4 address inside */
	{ { 0x26, 0x20, 0x00, 0x4f, 0x80 }, 48 }, /* AS112 */
	{ { 0x3f, 0xff }, 20 },			  /* documentation */
};

static const struct net global6 = { { 0x20 }, 3 };
static const struct net mapped4 = { { [10] = 0xff, [11] = 0xff }, 96 };
static const struct net nat64 = { { 0, 0x64, 0xff, 0x9b }, 96 };

static bool within(const uint8_t *address, const struct net *net)
{
	size_t whole = (size_t)net->bits / 8;
	int rest = net->bits % 8;

	return memcmp(address, net->address, whole) == 0 &&
	       (!rest || (address[whole] ^ net->address[whole]) >> (8 - rest) == 0);
}

static bool within_any(const uint8_t *address, const struct net *nets, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (within(address, &nets[i]))
			return true;
	return false;
}

static bool public4(const uint8_t *address)
{
	return !within_any(address, special4, sizeof special4 / sizeof *special4);
}

static bool public6(const uint8_t *address)
{
	if (within(address, &mapped4) || within(address, &nat64))
		return public4(address + 12);
	return within(address, &global6) && !within_any(address, special6, sizeof special6 / sizeof *special6);
}

bool address_is_public(const struct sockaddr *sa)
{
	if (sa->sa_family == AF_INET)
		return public4((const uint8_t *)&((const struct sockaddr_in *)sa)->sin_addr);
	if (sa->sa_family == AF_INET6)
		return public6((const uint8_t *)&((const struct sockaddr_in6 *)sa)->sin6_addr);
	return false;
}
