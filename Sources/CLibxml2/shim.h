#ifndef SALES_CLIBXML2_SHIM_H
#define SALES_CLIBXML2_SHIM_H

#include <libxml/xmlversion.h>
/* Debian builds libxml2 with ICU; its <unicode/…> headers clash with Foundation's own ICU module. */
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
/* The conversions of libxml2 rest on iconv; we call it ourselves so that a bad byte costs one character, not the page. */
#include <iconv.h>

/* iconv's error result is a cast, which Swift does not import. */
static inline int sales_iconv_is_invalid(iconv_t converter) { return converter == (iconv_t)-1; }

/* A handler of a context's own errors that does nothing: without one libxml2 prints XPath errors to standard error.
   It belongs to one context, so no process-wide setting of an embedder is touched. */
static inline void sales_ignore_error(void *context, xmlErrorPtr error) { (void)context; (void)error; }
static inline void sales_silence(xmlXPathContextPtr context) {
    context->error = (xmlStructuredErrorFunc)sales_ignore_error;
}

#endif
