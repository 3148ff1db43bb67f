using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class AuditAndLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Instant>(
                name: "assigned_at",
                table: "targets",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "recent_texts",
                table: "contacts",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "strategy",
                table: "actions",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            // The audit trail only grows. ALWAYS: also where a session calls itself a replica. TRUNCATE asks no row trigger.
            migrationBuilder.Sql(
                """
                CREATE FUNCTION audit_entries_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'An entry of the audit trail is never changed or removed.' USING ERRCODE = 'integrity_constraint_violation';
                END $$;
                CREATE TRIGGER audit_entries_no_change BEFORE UPDATE OR DELETE ON audit_entries
                    FOR EACH ROW EXECUTE FUNCTION audit_entries_refuse();
                CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries
                    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_refuse();
                ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_no_change;
                ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_no_truncate;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER audit_entries_no_change ON audit_entries;
                DROP TRIGGER audit_entries_no_truncate ON audit_entries;
                DROP FUNCTION audit_entries_refuse();
                """);

            migrationBuilder.DropColumn(
                name: "assigned_at",
                table: "targets");

            migrationBuilder.DropColumn(
                name: "recent_texts",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "strategy",
                table: "actions");
        }
    }
}
