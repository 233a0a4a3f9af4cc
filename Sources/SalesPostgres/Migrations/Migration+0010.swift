extension Migration {
    /// Keeps where a product's prices were found.
    static let origins = Migration(
        number: 10,
        name: "origins",
        kind: .expand,
        oldestProgram: 4,
        steps: ["ALTER TABLE product_states ADD COLUMN origins text"]
    )
}
