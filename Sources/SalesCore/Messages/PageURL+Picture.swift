extension PageURL {
    /// Whether readers' programs may be made to fetch a picture from it, for a message or a page.
    ///
    /// No page must make them ask a device that stands beside them, so that addresses, bare names and ports are left out.
    package var isShowablePicture: Bool {
        let labels = host.split(separator: ".")
        let isAddress = host.hasPrefix("[") || labels.last?.utf8.allSatisfy(\.isDigit) ?? true
        return scheme == .https && port == scheme.defaultPort && labels.count > 1 && !isAddress
    }
}
