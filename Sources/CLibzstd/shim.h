#ifndef SALES_CLIBZSTD_SHIM_H
#define SALES_CLIBZSTD_SHIM_H

#include <zstd.h>

#endif
