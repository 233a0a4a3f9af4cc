import PythonServers
import SalesCurl

extension SMTPSink {
    /// How it is reached.
    func server(
        security: SMTPServer.Security = .none,
        user: String? = nil,
        password: String? = nil
    ) throws -> SMTPServer {
        try SMTPServer(host: "127.0.0.1", port: port, security: security, user: user, password: password)
    }
}
