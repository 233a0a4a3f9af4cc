import SalesTesting

extension ScriptedServer {
    /// A web service that behaves as asked by its status alone.
    static func answering(_ behaviour: CarrierBehaviour) throws -> ScriptedServer {
        try ScriptedServer(answer: { _, connection in
            switch behaviour {
            case .accepts: connection.respond("204 No Content")
            case .failsForNow: connection.respond("503 Service Unavailable")
            case .throttles(let seconds): connection.respond("429 Slow", fields: ["Retry-After: \(seconds)"])
            case .refusesMessage: connection.respond("400 Bad Request")
            case .refusesCredentials: connection.respond("401 Unauthorized")
            case .isUnreachable: false
            case .stalls: !connection.waitForClose()
            }
        })
    }
}
