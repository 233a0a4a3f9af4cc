/// Calls between workers: something may be due sooner than they know.
enum WorkCalls {
    /// The name under which workers listen (https://www.postgresql.org/docs/15/sql-notify.html).
    static let channel = "sales_tracker_work"
}
