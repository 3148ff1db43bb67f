using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class FormerHolders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "former_action",
                table: "messages",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "former_holder",
                table: "messages",
                type: "BLOB",
                nullable: true);

            // Scheduled actions are found by a row of work; imports that are being read have a lease.
            migrationBuilder.Sql(
                """
                INSERT INTO campaign_work (kind, campaign_id, due_at)
                SELECT 2, campaign_id, MIN(publishes_at) FROM actions WHERE publishes_at IS NOT NULL GROUP BY campaign_id;
                """);
            migrationBuilder.Sql("UPDATE contact_imports SET leased_until = 0 WHERE state = 0;");
            migrationBuilder.Sql(
                """
                INSERT INTO campaign_work (kind, campaign_id, due_at)
                SELECT DISTINCT 1, campaign_id, 0 FROM contact_imports WHERE state = 0 ON CONFLICT DO NOTHING;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DELETE FROM campaign_work WHERE kind = 2;");
            migrationBuilder.DropColumn(
                name: "former_action",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "former_holder",
                table: "messages");
        }
    }
}
