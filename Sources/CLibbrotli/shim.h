#ifndef SALES_CLIBBROTLI_SHIM_H
#define SALES_CLIBBROTLI_SHIM_H

#include <brotli/decode.h>

#endif
