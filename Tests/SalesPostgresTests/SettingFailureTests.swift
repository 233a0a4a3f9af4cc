import PostgresServer
import SalesCore
import Testing

@testable import SalesPostgres

@Suite("Settings that libpq refuses", .timeLimit(.minutes(15)))
struct SettingFailureTests {
    @Test(
        "what it refuses before it connects is a mistake of settings, and no server that is down",
        arguments: [
            ("gssencmode=sometimes", "gssencmode"), ("service=nosuch", "nosuch"),
            ("channel_binding=no", "channel_binding"),
            ("target_session_attrs=best", "target_session_attrs"), ("host=/tmp,/tmp&port=1,2,3", "could not match"),
        ]
    )
    func settings(query: String, words: String) async throws {
        let url = "postgres:///prices?host=/nowhere&\(query)"
        try await expectRefusal(.misconfigured, saying: words, opening: url)
        try await expectRefusal(.misconfigured, saying: "environment variables (PG…)", opening: url)
    }

    @Test(
        "a name that has no address stays temporary, whatever it is called",
        arguments: ["invalid", "service.file", "definition of service"]
    )
    func names(host: String) {
        let text = "could not translate host name \"\(host)\" to address: Name or service not known"
        #expect(!OpenedConnection.isOfSettings(text))
        #expect(StoreError(PostgresFailure.connection(text), place: "postgres://h/d").advice == .later(after: nil))
    }

    @Test(
        "who ran out of connections is told which limit to raise",
        arguments: [
            (#"too many connections for role "sales""#, "ALTER ROLE"),
            (#"too many connections for database "sales""#, "ALTER DATABASE"),
            ("sorry, too many clients already", "max_connections"),
        ]
    )
    func limits(message: String, advice: String) {
        let error = StoreError(PostgresFailure.server(state: "53300", message: message), place: "postgres://h/d")
        #expect(error.code == .unavailable && error.message.contains(message) && error.message.contains(advice))
        #expect(error.message.contains("max_connections") == (advice == "max_connections"))
    }

    @Test("a sentence of the server's that ends in a full stop gets no second one")
    func stops() {
        for failure in [
            PostgresFailure.connection("the server ended abnormally."),
            .server(state: "28000", message: "no entry."), .server(state: "99999", message: "odd."), .setting("odd."),
        ] {
            let message = StoreError(failure, place: "postgres://h/d").message
            #expect(!message.contains("..") && !message.contains(". ("), "\(message)")
        }
    }

    @Test("a zone that the server does not know is said so, also where the store has one already")
    func zones() async throws {
        try await withStore { _, database in
            let address = try PostgresAddress(database.url)
            for (zone, words) in [
                ("Europe/Londonium", "no time zone that the server knows"), ("Europe/London", "fixed"),
            ] {
                let error = await #expect(throws: StoreError.self) {
                    try await PostgresStore.migrate(address, archiveZone: zone, options: .patient)
                }
                #expect(error?.code == .invalidArgument && error?.message.contains(words) == true)
            }
        }
    }
}
