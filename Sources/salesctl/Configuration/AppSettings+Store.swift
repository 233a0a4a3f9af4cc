import SalesPostgres

extension AppSettings {
    /// How a server is used.
    var postgresOptions: PostgresOptions {
        var options = PostgresOptions()
        options.applicationName = "salesctl"
        if let storeConnections { options.maximumConnections = storeConnections }
        return options
    }

    /// Where everything is kept, or nil where nobody said.
    ///
    /// - Throws: where the text names no store, or a flag holds a password: everybody on the machine can read it there.
    static func store(
        _ text: String?,
        isFlag: Bool,
        home: String,
        _ origins: SettingOrigins
    ) throws(CommandFailure) -> StoreAddress? {
        guard let text else { return nil }
        do {
            let address = try StoreAddress(text, home: home)
            if isFlag, case .postgres(let server) = address, server.hasPassword {
                throw CommandFailure(
                    .usage,
                    "A password on the command line can be read by everybody on this machine. Put it into PGPASSWORD,"
                        + " ~/.pgpass, or give the whole address as SALES_STORE or in the configuration file."
                )
            }
            return address
        } catch let error as StoreAddress.Invalid {
            guard !isFlag, let origin = origins.origin(of: ["store"]) else {
                throw CommandFailure(.usage, error.words)
            }
            throw CommandFailure(.badData, "\(origin): \(error.words)")
        } catch let error as CommandFailure {
            throw error
        } catch {
            throw CommandFailure(error)
        }
    }
}
