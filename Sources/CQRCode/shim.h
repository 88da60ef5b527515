#ifndef LATCHKEY_QRCODE_H
#define LATCHKEY_QRCODE_H
#include <qrencode.h>
#endif
