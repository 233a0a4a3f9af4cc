#ifndef SALES_CLIBCURL_SHIM_H
#define SALES_CLIBCURL_SHIM_H

#include <curl/curl.h>

#endif
