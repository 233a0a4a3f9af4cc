internal import HTTPTypes

/// What is counted, for Prometheus.
///
/// For admins: how much a service is used, and what fails in it, is nobody else's business. A program that reads it has a
/// token of an admin (`authorization` with `credentials_file` in Prometheus' configuration).
enum MetricsRoutes {
    static func all(_ metrics: PrometheusRegistry) -> [Route] {
        [
            Route(.get, "/metrics", for: .admins, as: .metrics) { _ in
                WebAnswer(
                    .ok,
                    fields: [.contentType: PrometheusText.contentType],
                    body: Array(metrics.text().utf8)
                )
            }
        ]
    }
}
