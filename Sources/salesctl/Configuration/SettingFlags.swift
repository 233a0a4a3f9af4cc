/// Options of a command that win over settings, as `serve --port` over `web.port`.
protocol SettingFlags {
    /// Puts what was given in place of what is set.
    ///
    /// - Throws: where the two cannot be used together, before anything is opened.
    func apply(to settings: inout AppSettings) throws(CommandFailure)
}
