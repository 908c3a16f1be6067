import { api } from '../api.js';
import { Field, Form, type Values } from '../form.js';
import { Table, useList } from '../list.js';

export function Customers() {
  const customers = useList(api.customers);

  const create = async ({ name = '', taxId, contact, email }: Values) => {
    const contacts = contact ? [{ name: contact, ...(email && { email }) }] : [];
    await api.createCustomer({ name, ...(taxId && { taxId }), contacts });
    await customers.reload();
  };

  return (
    <div class="columns">
      <Table
        name="customer"
        caption="All customers"
        columns={['Name', 'Tax number', 'Contacts']}
        list={customers}
        row={({ name, taxId, contacts }) => [
          name,
          taxId ?? '–',
          contacts.map((contact) => contact.name).join(', ') || '–',
        ]}
      />
      <section class="card">
        <h2>New customer</h2>
        <Form name="customer" submit="Add customer" onSubmit={create}>
          <Field id="customer-name" name="name" label="Name" maxlength={200} required />
          <Field id="customer-tax-id" name="taxId" label="Tax number (CNPJ or CPF)" maxlength={20} />
          <Field id="customer-contact" name="contact" label="Contact" maxlength={200} />
          <Field id="customer-email" name="email" label="Contact’s e-mail" type="email" />
        </Form>
      </section>
    </div>
  );
}
