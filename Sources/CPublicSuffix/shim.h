#ifndef LATCHKEY_PUBLIC_SUFFIX_H
#define LATCHKEY_PUBLIC_SUFFIX_H
#include <libpsl.h>
#endif
