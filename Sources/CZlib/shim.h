#ifndef LATCHKEY_ZLIB_H
#define LATCHKEY_ZLIB_H
#include <zlib.h>
#endif
