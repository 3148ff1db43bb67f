using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class AuditAndLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "assigned_at",
                table: "targets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "recent_texts",
                table: "contacts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "strategy",
                table: "actions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            // The audit trail only grows. The third refuses REPLACE, which deletes without the second being asked.
            migrationBuilder.Sql(
                """
                CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
                BEGIN SELECT RAISE(ABORT, 'An entry of the audit trail is never changed.'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
                BEGIN SELECT RAISE(ABORT, 'An entry of the audit trail is never removed.'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER audit_entries_no_replace BEFORE INSERT ON audit_entries
                WHEN EXISTS (SELECT 1 FROM audit_entries WHERE campaign_id = NEW.campaign_id AND number = NEW.number)
                BEGIN SELECT RAISE(ABORT, 'An entry of the audit trail is never changed.'); END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER audit_entries_no_update;");
            migrationBuilder.Sql("DROP TRIGGER audit_entries_no_delete;");
            migrationBuilder.Sql("DROP TRIGGER audit_entries_no_replace;");

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
