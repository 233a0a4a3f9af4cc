import SalesTesting

/// What a scripted AWS does with each request, in the shapes that its services have.
enum ScriptedAnswer {
    /// A server of SES that behaves as asked.
    static func mail(_ behaviour: CarrierBehaviour) throws -> ScriptedServer {
        try server(behaviour) { status, code, message, connection in
            connection.respond(
                status,
                fields: ["x-amzn-ErrorType: \(code):http://internal.example/coral/", "Content-Type: application/json"],
                text: "{\"message\":\"\(message)\"}"
            )
        }
    }

    /// A server of SNS that behaves as asked.
    static func text(_ behaviour: CarrierBehaviour) throws -> ScriptedServer {
        try server(behaviour) { status, code, message, connection in
            connection.respond(status, fields: ["Content-Type: text/xml"], text: xml(code, message))
        }
    }

    static func xml(_ code: String, _ message: String) -> String {
        """
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>\
        <Code>\(code)</Code><Message>\(message)</Message></Error><RequestId>1</RequestId></ErrorResponse>
        """
    }

    private static func server(
        _ behaviour: CarrierBehaviour,
        fail: @escaping @Sendable (String, String, String, ScriptedConnection) -> Bool
    ) throws -> ScriptedServer {
        let server = try ScriptedServer(answer: { _, connection in
            switch behaviour {
            case .accepts, .isUnreachable: false
            case .failsForNow: fail("503 Service Unavailable", "ServiceUnavailable", "try again", connection)
            case .throttles: fail("429 Too Many Requests", "TooManyRequestsException", "slow down", connection)
            case .refusesMessage: fail("400 Bad Request", "MessageRejected", "no", connection)
            case .refusesCredentials: fail("403 Forbidden", "InvalidClientTokenId", "who are you", connection)
            case .stalls: !connection.waitForClose()
            }
        })
        if behaviour == .isUnreachable { server.stop() }
        return server
    }
}
