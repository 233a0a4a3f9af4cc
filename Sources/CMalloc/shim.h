#ifndef SALES_CMALLOC_SHIM_H
#define SALES_CMALLOC_SHIM_H

// Swift's module of glibc leaves this header out.
#include <malloc.h>

#endif
