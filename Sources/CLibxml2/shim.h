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

/* A global variable, which Swift takes for one that anybody may change. */
static inline const char *sales_xml_version(void) { return xmlParserVersion; }

/* Handlers that do nothing: without them libxml2 prints XPath errors to standard error. The first belongs to one
   context, the second is set for this thread and this call only, so no setting of an embedder's process is touched
   (some messages, "function not found" for one, never reach the context's handler). */
static inline void sales_ignore_error(void *context, xmlErrorPtr error) { (void)context; (void)error; }
static inline void sales_ignore_message(void *context, const char *format, ...) { (void)context; (void)format; }

static inline void sales_xpath_silence(xmlXPathContextPtr context) {
    context->error = (xmlStructuredErrorFunc)sales_ignore_error;
}

static inline xmlXPathCompExprPtr sales_xpath_compile(xmlXPathContextPtr context, const xmlChar *text) {
    xmlGenericErrorFunc handler = xmlGenericError;
    void *data = xmlGenericErrorContext;
    xmlSetGenericErrorFunc(NULL, sales_ignore_message);
    xmlXPathCompExprPtr expression = xmlXPathCtxtCompile(context, text);
    xmlSetGenericErrorFunc(data, handler);
    return expression;
}

static inline xmlXPathObjectPtr sales_xpath_evaluate(xmlXPathCompExprPtr expression, xmlXPathContextPtr context) {
    xmlGenericErrorFunc handler = xmlGenericError;
    void *data = xmlGenericErrorContext;
    xmlSetGenericErrorFunc(NULL, sales_ignore_message);
    xmlXPathObjectPtr result = xmlXPathCompiledEval(expression, context);
    xmlSetGenericErrorFunc(data, handler);
    return result;
}

#endif
