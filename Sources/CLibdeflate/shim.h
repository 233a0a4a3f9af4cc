#ifndef SALES_CLIBDEFLATE_SHIM_H
#define SALES_CLIBDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
