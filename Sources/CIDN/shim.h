#ifndef LATCHKEY_IDN_H
#define LATCHKEY_IDN_H
#include <idn2.h>
#endif
