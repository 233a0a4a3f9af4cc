#ifndef SALES_CLIBPQ_SHIM_H
#define SALES_CLIBPQ_SHIM_H

#include <libpq-fe.h>

// What is wrong is told through results; libpq would print the server's notices to standard error.
static inline void sales_drop_notice(void *context, const PGresult *notice) {
    (void)context;
    (void)notice;
}

static inline void sales_drop_notices(PGconn *connection) {
    PQsetNoticeReceiver(connection, sales_drop_notice, NULL);
}

// PG_DIAG_… are characters, which Swift imports as numbers of another type than the function takes.
static inline const char *sales_result_sqlstate(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_SQLSTATE);
}

static inline const char *sales_result_message(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
}

#endif
